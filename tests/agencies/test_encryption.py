"""What is stored of people can be read with the key only, and only where it belongs."""

import pytest

from qiangzhen.agencies.encryption import UnreadableSecret, decrypt, encrypt
from qiangzhen.agencies.models import Person
from tests import factories


class TestEncryption:
    def test_gives_another_text_each_time(self):
        one, two = (
            encrypt("13800000000", bound_to="person.phone"),
            encrypt("13800000000", bound_to="person.phone"),
        )
        assert one != two
        assert decrypt(one, bound_to="person.phone") == decrypt(two, bound_to="person.phone") == "13800000000"

    def test_is_bound_to_its_column(self):
        sealed = encrypt("13800000000", bound_to="person.phone")
        with pytest.raises(UnreadableSecret, match="key does not fit"):
            decrypt(sealed, bound_to="person.citizen_number")

    def test_needs_the_key(self, settings):
        sealed = encrypt("13800000000", bound_to="person.phone")
        settings.QIANGZHEN_DATA_KEY = "0" * 32
        with pytest.raises(UnreadableSecret):
            decrypt(sealed, bound_to="person.phone")

    @pytest.mark.parametrize("stored", ["13800000000", "sm4:", "sm4:!!!", "sm4:AAAA"])
    def test_never_takes_plain_or_damaged_text(self, stored):
        with pytest.raises(UnreadableSecret):
            decrypt(stored, bound_to="person.phone")

    def test_cannot_be_searched(self, county):
        factories.make_person(phone="13800000000")
        with pytest.raises(UnreadableSecret, match="cannot be searched"):
            Person.objects.filter(phone="13800000000").exists()
