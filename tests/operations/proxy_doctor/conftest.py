"""The harness of tests/deploy, for an Nginx that somebody has configured wrongly."""

from deploy.conftest import certificate, closed_port, front_end, start_nginx

__all__ = ["certificate", "closed_port", "front_end", "start_nginx"]
