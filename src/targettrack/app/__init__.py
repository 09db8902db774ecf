"""What targettrack does: record, judge, import, plan, report, mail. It knows no terminal."""
