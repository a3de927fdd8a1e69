"""The sample: invented figures, shown until the store is in use."""

from learning_coverage import queries
from learning_coverage.access import User
from learning_coverage.config import ROOT, Access, Config
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save

FILE = ROOT / "data" / "sample" / "so_lieu.csv"


def is_shown(real: Store, config: Config) -> bool:
    """Whether the sample is shown: until the first upload, or until a user ends it."""
    return config.commune.sample and not queries.is_in_use(real)


def create_store(config: Config) -> Store:
    """A store in memory with the sample, separate from real figures; empty if the sample does not fit the villages."""
    store = Store.in_memory(config.model_copy(update={"access": Access()}))  # saving the sample needs no account
    data = FILE.read_bytes()
    reading = read(data, FILE.name, config)
    if reading.is_refused:  # the configured villages are not those of the sample
        return store
    save(store, data, FILE.name, reading.facts, by=User.local(""))
    return store
