"""Weights as the unknown: who can be first with which, and who keeps a seat when all may move."""

from lantoa.scenarios.leading.asking import can_lead
from lantoa.scenarios.leading.lead import Lead
from lantoa.scenarios.leading.members import RobustMembers
from lantoa.scenarios.leading.seating import robust_members

__all__ = ["Lead", "RobustMembers", "can_lead", "robust_members"]
