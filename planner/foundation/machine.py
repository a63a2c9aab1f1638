"""What the operating system refuses, in words that say what to do."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from planner.foundation.errors import MachineError
from planner.foundation.text import Text

if TYPE_CHECKING:
    from os import PathLike

_WORDS = {
    errno.ENOENT: Text(vi="không có tệp hoặc thư mục này", en="no such file or folder"),
    errno.EACCES: Text(vi="không có quyền", en="permission denied"),
    errno.EPERM: Text(vi="không có quyền", en="permission denied"),
    errno.EROFS: Text(vi="ổ đĩa chỉ cho đọc", en="the disk is read-only"),
    errno.ENOSPC: Text(vi="đĩa đầy", en="the disk is full"),
    errno.EDQUOT: Text(vi="hết hạn mức đĩa", en="the disk quota is used up"),
    errno.EFBIG: Text(vi="tệp vượt cỡ cho phép", en="the file is larger than allowed"),
    errno.EISDIR: Text(vi="đây là thư mục, không phải tệp", en="this is a folder, not a file"),
    errno.ENOTDIR: Text(vi="đây là tệp, không phải thư mục", en="this is a file, not a folder"),
    errno.ENAMETOOLONG: Text(vi="tên tệp quá dài", en="the file name is too long"),
    errno.ELOOP: Text(vi="liên kết tượng trưng không được theo", en="symbolic links are refused"),
    errno.EMFILE: Text(vi="mở quá nhiều tệp cùng lúc", en="too many open files"),
    errno.EIO: Text(vi="đĩa hỏng hoặc mất kết nối", en="the disk failed or was disconnected"),
}


def machine_error(fault: OSError, path: str | PathLike[str] | None = None) -> MachineError:
    """`fault` as one clear line in both languages, naming `path` (or the file of the fault)."""
    named = path if path is not None else fault.filename
    where = "" if named is None else f"{named}: "
    reason = fault.strerror or type(fault).__name__
    words = _WORDS.get(fault.errno or 0, Text(vi=f"máy báo “{reason}”", en=f"{reason}"))
    return MachineError(Text(vi=f"{where}{words.vi}", en=f"{where}{words.en}"))
