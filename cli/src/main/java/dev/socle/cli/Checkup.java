package dev.socle.cli;

import dev.socle.cli.Finding.Health;
import dev.socle.cli.samples.Greeter;
import dev.socle.cli.samples.Person;
import dev.socle.cli.samples.Samples;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.EngineState;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.quic.QuicTransport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;

/** Looks at what Socle stands on: the Java, the system, the network. */
final class Checkup {

    private static final long FILES_MIN = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RemoteOptions options;
    private final Console console;

    Checkup(RemoteOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(java(), virtualThreads(), system(), text(), transports()));
        Finding sockets = sockets();
        findings.add(sockets);
        Loops.engines().stream().map(Checkup::engine).forEach(findings::add);
        findings.addAll(List.of(tls(), quic(), files(), ipv6()));
        if (sockets.health() != Health.BAD) { // without an engine nothing of this can be tried
            findings.addAll(List.of(unixSockets(), loopback(), nameServer()));
        }
        return findings;
    }

    private static Finding java() {
        return new Finding(
                "Java",
                Health.OK,
                Runtime.version() + " of " + System.getProperty("java.vendor") + ", "
                        + System.getProperty("java.home"));
    }

    private static Finding virtualThreads() {
        return Runtime.version().feature() >= 21
                ? new Finding("virtual threads", Health.OK, "blocking services run on them")
                : new Finding("virtual threads", Health.LESS, "from Java 21 on; blocking services run on 64 threads");
    }

    private static Finding system() {
        Runtime runtime = Runtime.getRuntime();
        return new Finding(
                "system",
                Health.OK,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch") + ", " + runtime.availableProcessors() + " processors, "
                        + runtime.maxMemory() / (1 << 20) + " MiB of heap at most");
    }

    private static Finding text() {
        String encoding = System.getProperty("sun.jnu.encoding", "unknown");
        return encoding.equalsIgnoreCase("UTF-8")
                ? new Finding("text", Health.OK, "arguments are read as UTF-8")
                : new Finding("text", Health.LESS, "arguments are read as " + encoding + ": set LC_ALL=C.UTF-8");
    }

    /** The engine under the sockets. */
    private static Finding sockets() {
        String engine;
        try {
            engine = Loops.shared().engine();
        } catch (RuntimeException refused) {
            return new Finding("sockets", Health.BAD, ErrorReport.of(refused).text());
        }
        if (System.getProperty("socle.transport") != null) {
            return new Finding("sockets", Health.OK, engine + ": asked for by -Dsocle.transport");
        }
        if (!engine.equals("nio")) {
            return new Finding("sockets", Health.OK, engine + ": the quickest here that was measured");
        }
        boolean isLinux = "Linux".equals(System.getProperty("os.name"));
        return new Finding(
                "sockets", isLinux ? Health.LESS : Health.OK, engine + ": the only one that is there by itself");
    }

    private static Finding engine(EngineState engine) {
        String found = engine.whyNot() != null
                ? "not here: " + engine.whyNot()
                : engine.isTakenByItself()
                        ? "here, and taken when none is asked for"
                        : "here, and taken with -Dsocle.transport=" + engine.engine();
        return new Finding("engine " + engine.engine(), Health.OK, found);
    }

    private static Finding transports() {
        return new Finding("transports", Health.OK, String.join(", ", Transport.schemes()));
    }

    private static Finding unixSockets() {
        return Loops.shared().namesUnixPeers()
                ? new Finding("Unix sockets", Health.OK, "who connects is known and checked")
                : new Finding(
                        "Unix sockets",
                        Health.LESS,
                        "guarded by the permissions of their files: engine "
                                + Loops.shared().engine() + " does not tell who connects");
    }

    private static Finding tls() {
        try {
            SSLContext context = SSLContext.getDefault();
            List<String> versions = List.of(context.getDefaultSSLParameters().getProtocols());
            String found = String.join(", ", versions) + " of provider "
                    + context.getProvider().getName();
            return versions.contains("TLSv1.3")
                    ? new Finding("TLS", Health.OK, found)
                    : new Finding("TLS", Health.LESS, found + ": tls:// needs TLSv1.3 unless 1.2 is allowed");
        } catch (NoSuchAlgorithmException e) {
            return new Finding("TLS", Health.LESS, "this Java has none: " + e.getMessage());
        }
    }

    private static Finding quic() {
        String whyNot = QuicTransport.whyNot();
        return whyNot == null
                ? new Finding("QUIC", Health.OK, "its native library is here")
                : new Finding("QUIC", Health.LESS, "no quic:// addresses: " + whyNot);
    }

    private static Finding files() {
        try {
            Object max = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "MaxFileDescriptorCount");
            boolean isEnough = ((Number) max).longValue() >= FILES_MIN;
            return new Finding(
                    "open files",
                    isEnough ? Health.OK : Health.LESS,
                    "at most " + max + (isEnough ? "" : ", each connection takes one: see ulimit -n"));
        } catch (JMException e) {
            return new Finding("open files", Health.OK, "this system names no limit");
        }
    }

    private static Finding ipv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
            return new Finding("IPv6", Health.OK, "listens at ::1, port " + socket.getLocalPort());
        } catch (IOException e) {
            return new Finding("IPv6", Health.LESS, "not on this machine: " + e.getMessage());
        }
    }

    /** A whole call, from a client of this process to a server of it. */
    private static Finding loopback() {
        long start = System.nanoTime();
        SessionServer server = null;
        try {
            SessionOptions options = SessionOptions.defaults();
            server = Objects.requireNonNull(SessionServer.listen(
                            Address.of("tcp", "127.0.0.1", 0),
                            options,
                            SessionAcceptor.of(Samples.router(options.limits())))
                    .block(PATIENCE));
            SessionClient client = SessionClient.of(server.address());
            ServiceProxy.of(Greeter.class, client).greet(new Person("Ada")).block(PATIENCE);
            client.close(Duration.ZERO).block(PATIENCE);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return new Finding("loopback", Health.OK, "listened, connected and called within " + millis + " ms");
        } catch (RuntimeException e) {
            return new Finding("loopback", Health.BAD, ErrorReport.of(e).text());
        } finally {
            if (server != null) {
                server.close(Duration.ZERO).block(PATIENCE);
            }
        }
    }

    private Finding nameServer() {
        Address server = options.names(console.env());
        try {
            Remote.connect(server, options, MimeType.JSON, console).close();
            return new Finding("name server", Health.OK, "listens at " + server);
        } catch (RuntimeException e) {
            return new Finding(
                    "name server",
                    Health.LESS,
                    "none at " + server + ": only name:// needs it, see `socle names serve`");
        }
    }
}
