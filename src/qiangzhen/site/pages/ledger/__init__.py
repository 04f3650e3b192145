"""The ledger on pages: lines and their receipts, verification in steps, attempts."""
