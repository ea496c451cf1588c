"""From a document to a plan draft: readers give blocks with places, stages turn them into a PlanDraft."""
