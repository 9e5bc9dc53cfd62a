"""An HTTP transport that waits as long as the server says."""

import time

import httpx


# region wait
class WaitingTransport(httpx.HTTPTransport):
    """Sends a request again: after the time in Retry-After if the caller's rate is used up (429), and a second after a lost connection.

    Both are safe for queries. A mutation whose connection was lost may have been written.
    """

    attempts = 10

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for attempt in range(1, self.attempts + 1):
            last = attempt == self.attempts
            try:
                response = super().handle_request(request)
            except httpx.TransportError:
                if last:
                    raise
                time.sleep(1)
                continue
            if response.status_code != 429 or last:
                return response
            response.close()
            time.sleep(float(response.headers["retry-after"]))
        raise AssertionError("unreachable")
# endregion
