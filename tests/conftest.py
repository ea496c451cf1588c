"""What several test files share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real plan documents with their labels that LIANXI_SAMPLES names; without it, a skip."""
    named = os.environ.get("LIANXI_SAMPLES")
    if not named:
        pytest.skip("LIANXI_SAMPLES 未设置：没有真实方案文件可供对照")
    return Path(named)
