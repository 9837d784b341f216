"""Pure rules of the field: tasks and their status, figures, dates, text, journal entries and their fold."""
