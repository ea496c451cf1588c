"""The register: plans, units, people, dues and reports, and every decision made over them."""
