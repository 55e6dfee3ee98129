"""What the recovery sheet reads, written out in clear for whoever may ask for it: a parent, a court, an inspector.

school = WrittenSchool.of(vaults, handles)          # what `sync.client.by_sheet` read
write(folder, school, school.cases("Brennan"))
"""

from server.disclosure.pages import write
from server.disclosure.school import Case, WrittenSchool

__all__ = ["Case", "WrittenSchool", "write"]
