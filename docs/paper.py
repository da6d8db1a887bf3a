"""Writes every document of the sample office and turns each page into a picture: `make paper`.

Fails where LibreOffice cannot convert a document, or where one has no page.
"""

import subprocess
import sys
from pathlib import Path

import lantoa as lt

PAPER = Path("build/paper")
PLAN = "exemplars-2021-2025"


def main() -> None:
    """A set per milestone and audience, then PDF, then a picture per page."""
    documents = list(write(PAPER))
    for document in documents:
        pages = pictures(document)
        print(f"{document.relative_to(PAPER)}: {pages} pages")
        if not pages:
            sys.exit(f"{document} has no page")
    print(f"{len(documents)} documents, look at {PAPER}/*/*.png")


def write(folder: Path):
    """The Word documents of every milestone, for readers inside and outside."""
    office, plan = lt.sample_office(seed=7), lt.load_plan(PLAN)
    names = {
        str(one): f"Nông Thị Hoàng Yến {one}" for one in office["people"]["person_id"]
    } | {str(one): f"Phòng Số {one}" for one in office["units"]["unit_id"]}  # fmt: skip
    for day in plan.milestones:
        result = lt.evaluate(office, plan, as_of=day)
        for audience in ("internal", "shared"):
            place = folder / f"{day}-{audience}"
            lt.report(result, place, audience=audience, names=names, overwrite=True,
                      restricted=audience == "internal")  # fmt: skip
            yield from sorted(place.glob("*.docx"))


def pictures(document: Path) -> int:
    """How many pages a document has; each is a picture beside it."""
    for earlier in document.parent.glob(f"{document.stem}-*.png"):
        earlier.unlink()
    profile = (PAPER / "libreoffice").resolve().as_uri()
    run("soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf",
        "--outdir", document.parent, document)  # fmt: skip
    printed = document.with_suffix(".pdf")
    if not printed.exists():
        sys.exit(f"{document} cannot be converted")
    run("pdftoppm", "-r", "70", "-png", printed, printed.with_suffix(""))
    return len(list(document.parent.glob(f"{document.stem}-*.png")))


def run(*command: object) -> None:
    """Run a program, silent unless it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr or done.stdout}")


if __name__ == "__main__":
    main()
