"""A plain Streamlit overview: figures in pandas, one Plotly chart for each title."""

import plotly.express as px
import streamlit as st
from title_shares import TITLES, YEARS, read_shares

st.title("Overview")
year = st.selectbox("Year", YEARS, key="year")
for title, name in TITLES.items():
    rows = read_shares(title, int(year))
    figure = px.bar(rows, x="share", y="thon", orientation="h", title=f"{name} {year}", range_x=[0, 100])
    figure.add_vline(x=80, line_dash="dash")
    st.plotly_chart(figure, key=title)
