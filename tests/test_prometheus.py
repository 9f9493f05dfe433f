"""What /metrics says, as Prometheus' own parser reads it."""

from pathlib import Path

from server_client import client_of

from translate.server.prometheus import Figures


def test_requests_are_counted_by_path_and_status(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        client.get("/languages")
        client.get("/languages")
        client.post("/translate", json={})
        client.get("/some/where")
        text = client.get("/metrics").text
    assert 'deen_requests_total{path="/languages",status="200"} 2' in text
    assert 'deen_requests_total{path="/translate",status="400"} 1' in text
    assert 'deen_requests_total{path="other",status="404"} 1' in text
    assert "deen_in_hand 0\n" in text


def test_the_classes_of_durations_add_up() -> None:
    figures = Figures()
    for seconds in (0.01, 0.05, 0.3, 100.0):
        figures.count("/v2/translate", 200, seconds)
    lines = figures.text(3).splitlines()
    assert 'deen_request_seconds_bucket{le="0.05"} 2' in lines
    assert 'deen_request_seconds_bucket{le="60.0"} 3' in lines
    assert 'deen_request_seconds_bucket{le="+Inf"} 4' in lines
    assert "deen_request_seconds_count 4" in lines
    assert "deen_in_hand 3" in lines
