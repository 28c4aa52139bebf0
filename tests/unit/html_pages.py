"""What a test wants to know of a page: its tags, links, ids and the text that a reader sees."""

from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []  # everything else that a browser would fetch or go to
        self.text = ""
        self.pieces: list[str] = []
        self._silent = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self._silent += tag in {"style", "script", "title"}
        for name, value in attributes:
            if name == "href":
                self.links.append(value or "")
            elif name == "id":
                self.ids.append(value or "")
            elif name in {"src", "srcset", "action", "background", "formaction", "data", "poster", "ping", "cite"}:
                self.addresses.append(value or "")
            assert not name.startswith("on"), name

    def handle_endtag(self, tag):
        self._silent -= tag in {"style", "script", "title"}

    def handle_data(self, data):
        if not self._silent:
            self.text += data
            self.pieces.append(data)
