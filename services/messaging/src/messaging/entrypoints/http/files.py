"""Files on their way out."""

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from messaging.adapters.attachments import StoredFile

FILE_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def file_response(file: StoredFile) -> Response:
    """To be saved, never shown: no browser takes it for a page of ours."""
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        },
    )
