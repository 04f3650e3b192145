"""The county: the unit of law, of record and of scale.

A county has one policy pack, one ledger chain and, when one machine is not
enough, one shard. So every row that belongs to a county carries it, and every
query is held inside one county in this single place: a model that inherits
``CountyOwned`` cannot be read or written outside ``within(county)``.
"""
