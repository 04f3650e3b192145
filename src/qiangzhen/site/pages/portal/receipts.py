"""Check a receipt: pasted or as a file, against itself and the county's published checkpoints."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qiangzhen.ledger.queries import list_checkpoints
from qiangzhen.portal.queries import UnreadableReceipt, check_receipt
from qiangzhen.site.templatetags.qiangzhen import told

from .forms import ReceiptForm
from .scope import CountyRequest, county_page


@county_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: CountyRequest) -> HttpResponse:
    """Show the form and the published checkpoints; on POST what the receipt proves. Nothing is kept."""
    form = ReceiptForm(request.POST, request.FILES) if request.method == "POST" else ReceiptForm()
    found = None
    if form.is_bound and form.is_valid():
        try:
            found = check_receipt(content=form.cleaned_data["content"], county=request.portal_county.code)
        except UnreadableReceipt as fault:
            form.add_error("file" if form.cleaned_data.get("file") else "text", told(fault.text))
    facts = {"form": form, "found": found, "checkpoints": list_checkpoints()}
    return render(request, "portal/receipts.html", facts, status=422 if form.errors else 200)
