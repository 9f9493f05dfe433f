"""`deen model`: what is bundled, cached, or on the hub."""

import click

from glossary.voice import row


@click.group("model")
def command() -> None:
    """Show and fetch translation models."""


@command.command("list")
def list_() -> None:
    """List the bundled models and those that were fetched from the hub."""
    from translate.engines import hub, loading

    for name, directory in loading.bundled().items():
        row(name, "bundled", str(directory))
    for name, directory in hub.fetched().items():
        row(name, "fetched", str(directory))


@command.command()
@click.argument("name", metavar="[NAME|HUB_ID|DIR]", default="de-en")
def info(name: str) -> None:
    """Show what a model is: its size, its shape, what it can do."""
    from translate.engines import loading, marian

    found = marian.read(loading.find(name))
    config = found.config
    row("directory", str(found.directory))
    row("weights", f"{found.weights.stat().st_size / 1e6:.1f} MB")
    row("layers", f"{config['encoder_layers']} encoder, {config['decoder_layers']} decoder")
    row("width", f"{config['d_model']}")
    row("vocabulary", f"{config['vocab_size']} pieces")
    row("longest source", f"{found.split_length} pieces")
    row("takes hints", f"{'yes' if found.hint_pieces else 'no'}")
    row("digest", found.digest[:32])


@command.command()
@click.argument("hub_id", metavar="HUB_ID")
def fetch(hub_id: str) -> None:
    """Download a model from the hub, for later use without a network."""
    from translate.engines import hub

    row(str(hub.fetch(hub_id, again=True)))
