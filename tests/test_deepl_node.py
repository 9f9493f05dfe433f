"""DeepL's client for Node.js against a real server, where there is `node`, and `deepl-node` in NODE_PATH."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from server_client import serving

from translate.options import Options
from translate.server.settings import Settings

NODE = shutil.which("node")
PACKAGE = "require('deepl-node')"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        NODE is None or subprocess.run([NODE, "-e", PACKAGE], capture_output=True, check=False).returncode != 0,
        reason="there is no deepl-node: npm install deepl-node",
    ),
]

SCRIPT = Path(__file__).with_name("deepl_node.cjs")


def test_all_that_it_can_ask(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Das <b>Haus</b> ist alt.</p>", encoding="utf-8")
    settings = Settings(tmp_path / "glossaries", Options(memory=False), keys=("secret",))
    with serving(tmp_path, settings=settings) as port:
        command = [str(NODE), str(SCRIPT), f"http://127.0.0.1:{port}", str(tmp_path)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["texts"] == [["The house is old.", "de"], ["House", "de"]]
    assert told["tags"] == "The <b>house</b> von <x>Haus</x>"
    assert (told["entries"], told["updated"]) == ({"Haus": "mansion"}, {"Haus": "hut"})
    assert (told["v2"], told["v3"]) == ("The mansion is old.", "The shed is old.")
    assert told["dictionaries"] == [["de", "en", 1], ["en", "de", 1]]
    assert told["listed"] == 1
    assert told["gone"][0] == "GlossaryNotFoundError"
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == "<p>The <b>house</b> is old.</p>"
    assert told["languages"] == [["de"], ["en-GB", "en-US"]]
    assert told["pairs"] == [{"sourceLang": "de", "targetLang": "en"}]
    assert told["used"]
    assert told["french"][0] == "DeepLError"
    assert "target_lang" in told["french"][1]
    assert told["rephrased"][0] == "DeepLError"
    assert told["stranger"][0] == "AuthorizationError"
