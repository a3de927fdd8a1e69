"""The invented figures, which stand in until real ones are there."""

from learning_coverage import queries
from learning_coverage.access import User
from learning_coverage.config import ROOT, Access, Config
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save

FILE = ROOT / "data" / "sample" / "so_lieu.csv"


def is_shown(real: Store, config: Config) -> bool:
    """Whether the sample is what is shown: until the first upload, or until somebody leaves it behind."""
    return config.commune.sample and not queries.is_in_use(real)


def create_store(config: Config) -> Store:
    """The sample in a store of its own, in memory: it never meets real figures."""
    store = Store.in_memory(config.model_copy(update={"access": Access()}))  # it is nobody's to be guarded
    data = FILE.read_bytes()
    reading = read(data, FILE.name, config)
    if reading.is_refused:  # the list of villages is no longer the sample's
        return store
    save(store, data, FILE.name, reading.facts, by=User.local(""))
    return store
