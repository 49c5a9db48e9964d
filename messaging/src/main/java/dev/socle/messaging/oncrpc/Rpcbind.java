package dev.socle.messaging.oncrpc;

import dev.socle.messaging.oncrpc.OncRpcException.Status;
import dev.socle.messaging.oncrpc.PortMapper.Mapping;
import dev.socle.messaging.oncrpc.RpcBinder.Entry;
import dev.socle.transport.Address;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The port mapper of a machine, which programs tell where they listen, and clients ask. Each question takes a connection
 * of its own.
 *
 * <p>IPv4 is told to version 2, which every port mapper speaks; IPv6 to version 4. Most port mappers let nobody tell
 * them anything who does not come over loopback.
 *
 * <p><b>Threading:</b> immutable.
 * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException} when no port mapper answers.
 * <p><b>Source:</b> RFC 1833.
 */
public final class Rpcbind {

    private static final int PORT = 111;

    private final Address address;
    private final OncRpcOptions options;
    // All that looks things up is made here, as questions are asked on event loops too.
    private final Mono<OncRpcClient> connecting;
    private final List<Procedure> ofVersion2;
    private final List<Procedure> ofVersion4;

    private Rpcbind(Address address, OncRpcOptions options) {
        this.address = address;
        this.options = options;
        this.connecting = OncRpcClient.connect(address, options);
        this.ofVersion2 = ProgramParser.parse(PortMapper.class, options.codec());
        this.ofVersion4 = ProgramParser.parse(RpcBinder.class, options.codec());
    }

    /** The port mapper of this machine, over loopback. */
    public static Rpcbind local() {
        return at(Address.of("tcp", "127.0.0.1", PORT), OncRpcOptions.defaults());
    }

    /** The port mapper at an address. */
    public static Rpcbind at(Address address, OncRpcOptions options) {
        return new Rpcbind(address, options);
    }

    /**
     * The port of a program, over TCP and UDP by IPv4; empty when the port mapper knows none.
     *
     * @param scheme {@code tcp} or {@code udp}
     */
    public Mono<Integer> port(Class<?> service, String scheme) {
        Program program = ProgramParser.parse(service, options.codec()).get(0).program();
        return ask(ofVersion2, PortMapper.PORT, mapping(program, scheme, 0))
                .map(port -> ((Long) port).intValue())
                .filter(port -> port > 0 && port <= 65_535);
    }

    /** Tells where a program is, in place of what was told before. */
    Mono<Void> set(Program program, Address at) {
        Mono<Object> told = isIpv6(at)
                ? ask(ofVersion4, RpcBinder.SET, entry(program, at))
                : ask(ofVersion2, PortMapper.SET, mapping(program, at.scheme(), at.port()));
        return unset(program, at)
                .then(told)
                .flatMap(isDone -> (Boolean) isDone
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("The port mapper at " + address + " refuses " + program
                                + " at " + at + ": is it of another user?")));
    }

    /** Tells that a program is not there any more, over this protocol; says so to version 2 only where it must. */
    Mono<Void> unset(Program program, Address at) {
        return ask(ofVersion4, RpcBinder.UNSET, entry(program, at))
                .onErrorResume(
                        failure ->
                                failure instanceof OncRpcException refused && refused.status() == Status.PROG_MISMATCH,
                        failure -> ask(ofVersion2, PortMapper.UNSET, mapping(program, at.scheme(), at.port())))
                .then();
    }

    private Mono<Object> ask(List<Procedure> version, int number, Object question) {
        Procedure procedure = version.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        return Mono.usingWhen(
                connecting, client -> client.call(procedure, question).map(result -> result[0]), OncRpcClient::close);
    }

    private static Mapping mapping(Program program, String scheme, int port) {
        return new Mapping(
                Integer.toUnsignedLong(program.number()),
                Integer.toUnsignedLong(program.version()),
                scheme.equals("udp") ? PortMapper.UDP : PortMapper.TCP,
                port);
    }

    private static Entry entry(Program program, Address at) {
        String host = at.host();
        return new Entry(
                Integer.toUnsignedLong(program.number()),
                Integer.toUnsignedLong(program.version()),
                at.scheme() + (isIpv6(at) ? "6" : ""),
                host + "." + (at.port() >> 8) + "." + (at.port() & 0xFF),
                "");
    }

    private static boolean isIpv6(Address at) {
        return at.host().indexOf(':') >= 0;
    }
}
