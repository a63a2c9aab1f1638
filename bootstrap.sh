#!/bin/sh
# Make .venv with exactly the packages of requirements.lock (every hash checked) and this project.
# Called by make; by hand: sh bootstrap.sh. The machine's own pip settings and proxies are respected.
set -eu

venv=${VENV:-.venv}
log="$venv/setup.log"

say() { # both languages, Vietnamese first
    printf '%s\n%s\n' "$1" "$2" >&2
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$( ("${PYTHON:-python3}" --version || echo "không thấy · none") 2>&1 | head -n 1)
    say "lỗi: cần Python 3.11 trở lên (máy này: $found); cài bản mới rồi chạy lại: make PYTHON=python3.12 …" \
        "error: Python 3.11 or newer is needed (this machine: $found); install one, then: make PYTHON=python3.12 …"
    exit 4
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "lỗi: Python của máy này thiếu venv; trên Debian/Ubuntu hãy chạy: sudo apt install python3-venv" \
        "error: this machine's Python lacks venv; on Debian/Ubuntu run: sudo apt install python3-venv"
    exit 4
fi

say "đang chuẩn bị $venv …" "setting up $venv …"
# A .venv left by an interrupted set-up or by another Python is made again from nothing.
if ! "$venv/bin/python" -c 'import pip' 2>/dev/null || ! new_enough "$venv/bin/python"; then
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

fail() {
    cat "$log" >&2
    say "lỗi: không cài được thư viện; kiểm tra kết nối mạng hoặc cấu hình proxy của pip rồi chạy lại" \
        "error: the packages could not be installed; check the network or pip's proxy settings, then run again"
    exit 4
}

# uv reads the same lock about ten times as fast as pip. Where it cannot reach the machine's package
# index (a mirror that only pip's settings name), pip does the same work with the same hashes.
by_uv() {
    awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements.lock >"$venv/uv.lock" &&
        "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps \
            --require-hashes -r "$venv/uv.lock" &&
        "$venv/bin/uv" pip install -q --python "$venv/bin/python" --no-deps \
            --require-hashes -r requirements.lock
}
by_pip() {
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps \
        --require-hashes -r requirements.lock
}
by_uv >"$log" 2>&1 || by_pip >"$log" 2>&1 || fail

# The build backend comes from the lock too, so this step downloads nothing.
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-index \
    --no-build-isolation --editable . >"$log" 2>&1 || fail
