"""The boundary map: only from installed files with a review number, coloured as the tiles."""

import json

import pytest

pytestmark = pytest.mark.django_db

NUMBER = "GS(0000)0000号"


def feature(code, kind, coordinates):
    properties = {"code": code, "name": code or "界线", "level": "county", "parent_code": ""}
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def installed(tmp_path, settings):
    """Two invented squares, land without a union, and a line."""
    square = [[107.0, 26.0], [108.0, 26.0], [108.0, 27.0], [107.0, 27.0], [107.0, 26.0]]
    east = [[x + 1, y] for x, y in square]
    features = [
        feature("522601", "Polygon", [square]),
        feature("522622", "MultiPolygon", [[east]]),
        feature("529999", "Polygon", [[[x, y + 1] for x, y in square]]),
        feature("", "LineString", [[107.0, 26.0], [109.0, 28.0]]),
    ]
    path = tmp_path / "52-counties.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    settings.BOUNDARIES_DIR = str(tmp_path)
    settings.BOUNDARIES_REVIEW_NUMBER = NUMBER
    settings.BOUNDARIES_CREDIT = "测试用图"


def test_the_map_shows_every_feature_its_number_and_its_credit(reader, installed):
    text = reader.get("/cockpit/?view=map").content.decode()

    figure = text.split("gh-boundary")[1].split("</figure>")[0]
    assert figure.count("<path ") == 4
    assert figure.count("<a ") == 2
    assert 'data-class="below"' in figure
    assert 'data-class="line"' in figure
    assert f"审图号：{NUMBER} · 测试用图" in figure
    assert "unit=522601" in figure


def test_the_tiles_stay_the_first_view_and_offer_the_map(reader, installed):
    text = reader.get("/cockpit/").content.decode()

    assert "gh-boundary" not in text
    assert "view=map" in text
    assert NUMBER not in text


def test_no_map_is_offered_where_no_file_fits(reader, installed):
    assert "view=map" not in reader.get("/cockpit/?place=522600").content.decode()
    assert "gh-boundary" not in reader.get("/cockpit/?level=city&view=map").content.decode()


def test_no_map_is_shown_without_a_review_number(reader, installed, settings):
    settings.BOUNDARIES_REVIEW_NUMBER = ""

    assert "gh-boundary" not in reader.get("/cockpit/?view=map").content.decode()
    assert "view=map" not in reader.get("/cockpit/").content.decode()
