package dev.socle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code socle} itself: shows help and the version, and hands over to its subcommands. */
@Command(
        name = "socle",
        description = "Reactive messaging for services on plain sockets.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the remote side answered with an error",
            "2:wrong usage",
            "3:could not reach it, or could not listen",
            "4:the deadline passed",
            "5:no such name or route"
        },
        footerHeading = "%nAddresses:%n",
        footer = {
            "  tcp://HOST:PORT       TCP, between machines; not encrypted",
            "  tls://HOST:PORT       TCP with TLS: encrypted, and both sides can show who they are",
            "  unix:///PATH          a Unix socket, within one machine: for those the file lets in",
            "  ws://HOST:PORT/PATH   WebSocket: for browsers and through HTTP proxies; not encrypted",
            "  wss://HOST:PORT/PATH  WebSocket with TLS",
            "  quic://HOST:PORT      one stream of QUIC, over UDP: encrypted, with the certificates of tls://",
            "  udp://HOST:PORT       datagrams: one message each way, no streams; not encrypted",
            "  local://NAME          within one process, without a socket: for tests",
            "  name://SERVICE        whoever is registered under a name: to call, not to listen",
            "",
            "Begin with:",
            "  socle demo                the whole of it, in under 20 seconds",
            "  socle serve               the sample services, at tcp://127.0.0.1:7000",
            "  socle inspect tcp://127.0.0.1:7000",
            "  socle call tcp://127.0.0.1:7000 greeter.greet '{\"name\":\"Ada\"}'",
            "  socle cheat               more to copy",
            "  socle ladder              from raw sockets to typed calls, step by step, compared",
            "  socle compare --quick     Socle beside its peers, measured in four minutes"
        })
final class SocleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    boolean debug;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
