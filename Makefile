# `make` alone prints the list. Everything is installed into .venv; nothing outside this folder changes.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Every test on every processor; a plain `pytest` runs them one after the other.
PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal
.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench soak lock build clean

help:
	@echo "Ba Trạm"
	@echo "  make demo    chạy cơn bão mẫu, phương án nằm ở out/demo/ · run the bundled storm, plan in out/demo/"
	@echo "  make test    chạy toàn bộ kiểm thử · run every test"
	@echo "  make lint    kiểm tra kiểu mã và kiểu dữ liệu · style and types (ruff, mypy --strict)"
	@echo "  make docs    kiểm tra tài liệu khớp với lệnh · do the documents match the commands"
	@echo "  make bench   đo thời gian và bộ nhớ · measure time and memory"
	@echo "  make soak    kiểm thử dài (nhiều giờ) · the long campaigns (hours)"
	@echo "  make build   đóng gói vào dist/ · wheel and sdist into dist/"
	@echo "  make lock    khoá lại phiên bản thư viện · pin the dependencies again"
	@echo "  make clean   xoá .venv và tệp tạm · remove .venv and leftovers"

$(STAMP): pyproject.toml requirements.lock hatch_build.py bootstrap.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh bootstrap.sh
	@touch $@

demo: $(STAMP)
	@$(BIN)/planner demo

test: $(STAMP)
	@$(PYTEST)

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/mypy

docs: $(STAMP)
	@$(BIN)/python -m pytest -q tests/test_docs.py

bench: $(STAMP)
	@$(BIN)/python -m benchmarks

# Every test with its long share, then worlds that nobody has seen yet, then the usual run again and again:
# a test that fails once in twenty runs is a bug.
soak: $(STAMP)
	@PLANNER_SOAK=1 $(PYTEST)
	@$(BIN)/python -m benchmarks.soak_worlds --first $$(date +%s) --worlds 20000
	@for run in $$(seq 20); do $(PYTEST) -q -x || exit 1; done

build: $(STAMP)
	@$(BIN)/python -m hatchling build

lock: $(STAMP)
	@$(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --python-version 3.11 --extra test --extra lint \
	  pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
