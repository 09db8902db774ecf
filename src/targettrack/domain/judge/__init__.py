"""From a case to an assessment: guards in order of precedence, pace, evidence, status, reason."""
