"""Item pipelines, each a stage of the flow, in this order: clean, fields, normalize, stories, store."""
