"""The same charts in Plotly Dash; `python dash_overview.py PORT`."""

import sys

import plotly.express as px
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from title_shares import TITLES, YEARS, read_shares

app = Dash(serve_locally=True)
app.layout = html.Div(
    [
        html.H1("Overview"),
        dcc.RadioItems(YEARS, YEARS[0], id="year"),
        *(dcc.Graph(id=title) for title in TITLES),
    ]
)


@app.callback([Output(title, "figure") for title in TITLES], Input("year", "value"))
def draw_charts(year: str) -> list[go.Figure]:
    figures = []
    for title, name in TITLES.items():
        rows = read_shares(title, int(year))
        figure = px.bar(rows, x="share", y="thon", orientation="h", title=f"{name} {year}", range_x=[0, 100])
        figures.append(figure.add_vline(x=80, line_dash="dash"))
    return figures


app.run(port=sys.argv[1], debug=False)
