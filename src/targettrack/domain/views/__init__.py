"""Assessments side by side and over time: past ones, turning points, roll-ups, news, alerts."""
