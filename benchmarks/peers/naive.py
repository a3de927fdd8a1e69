"""The overview as a first Streamlit page is made: figures in pandas, a Plotly chart for every title."""

import plotly.express as px
import streamlit as st
from figures import TITLES, YEARS, of_title

st.title("Overview")
year = st.selectbox("Year", YEARS, key="year")
for title, name in TITLES.items():
    rows = of_title(title, int(year))
    figure = px.bar(rows, x="share", y="thon", orientation="h", title=f"{name} {year}", range_x=[0, 100])
    figure.add_vline(x=80, line_dash="dash")
    st.plotly_chart(figure, key=title)
