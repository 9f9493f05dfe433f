"""`deen model`: what is bundled, cached, or on the hub."""

import click


@click.group("model")
def command() -> None:
    """Show and fetch translation models."""


@command.command("list")
def list_() -> None:
    """List the bundled models and those that were fetched from the hub."""
    from translate.engines import hub, loading

    for name, directory in loading.bundled().items():
        click.echo(f"{name}\tbundled\t{directory}")
    for name, directory in hub.fetched().items():
        click.echo(f"{name}\tfetched\t{directory}")


@command.command()
@click.argument("name", metavar="[NAME|HUB_ID|DIR]", default="de-en")
def info(name: str) -> None:
    """Show what a model is: its size, its shape, what it can do."""
    from translate.engines import loading, marian

    found = marian.read(loading.find(name))
    config = found.config
    click.echo(f"directory\t{found.directory}")
    click.echo(f"weights\t{found.weights.stat().st_size / 1e6:.1f} MB")
    click.echo(f"layers\t{config['encoder_layers']} encoder, {config['decoder_layers']} decoder")
    click.echo(f"width\t{config['d_model']}")
    click.echo(f"vocabulary\t{config['vocab_size']} pieces")
    click.echo(f"longest source\t{found.split_length} pieces")
    click.echo(f"takes hints\t{'yes' if found.hint_pieces else 'no'}")
    click.echo(f"digest\t{found.digest[:32]}")


@command.command()
@click.argument("hub_id", metavar="HUB_ID")
def fetch(hub_id: str) -> None:
    """Download a model from the hub, for later use without a network."""
    from translate.engines import hub

    click.echo(hub.fetch(hub_id, again=True))
