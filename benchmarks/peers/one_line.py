"""A minimal Streamlit page: a filter and one line of text."""

import streamlit as st

st.title("Year")
year = st.selectbox("Year", [str(year) for year in range(2026, 2020, -1)], key="year")
st.write(f"Year {year}")
