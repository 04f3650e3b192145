"""Addresses of the ledger."""

from django.urls import path

from . import verification, views

urlpatterns = [
    path("ledger/", views.show_lines, name="ledger"),
    path("ledger/attempts/", views.show_attempts, name="ledger-attempts"),
    path("ledger/verification/", verification.show_verification, name="ledger-verification"),
    path("ledger/checkpoints/", verification.add_checkpoint, name="ledger-checkpoint"),
    path("ledger/verify_receipt.py", views.download_verifier, name="receipt-verifier"),
    path("ledger/<int:sequence>/", views.show_line, name="ledger-line"),
    path("ledger/<int:sequence>/receipt.json", views.download_receipt, name="ledger-receipt"),
]
