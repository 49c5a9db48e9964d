package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands over TLS and over Unix sockets. */
@Timeout(120)
class EncryptedTest {

    private static final String ADA = "{\"name\":\"Ada\"}";
    private static final String HELLO = "{\"text\":\"Hello, Ada!\"}\n";

    @TempDir
    private Path folder;

    private String authority;
    private String certificate;
    private String key;

    @BeforeEach
    void makeCertificates() throws Exception {
        TestIdentity identity = TestIdentity.in(folder);
        authority = identity.authority();
        certificate = identity.certificate();
        key = identity.key();
    }

    @Test
    void servesAtAddressesOfSeveralKindsAtOnce() throws Exception {
        String path = "unix://" + folder.resolve("a.sock");
        try (Running server = Running.socle(
                "serve", "tcp://127.0.0.1:0", path, "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            String tcp = server.address();
            String unix = server.address();
            String tls = server.address();
            assertThat(unix).isEqualTo(path);
            assertThat(tls).startsWith("tls://127.0.0.1:").doesNotEndWith(":0");

            assertThat(Ran.socle("call", tcp, "greeter.greet", ADA)).isEqualTo(new Ran(0, HELLO, ""));
            assertThat(Ran.socle("call", unix, "greeter.greet", ADA)).isEqualTo(new Ran(0, HELLO, ""));
            assertThat(Ran.socle("call", tls, "greeter.greet", ADA, "--ca", authority))
                    .isEqualTo(new Ran(0, HELLO, ""));
        }
        assertThat(folder.resolve("a.sock")).doesNotExist();
    }

    @Test
    void certificateOfAnUnknownAuthorityIsNotBelieved() throws Exception {
        try (Running server = Running.socle("serve", "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            Ran ran = Ran.socle("call", server.address(), "greeter.greet", ADA);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err())
                    .contains("does not lead to an authority that is trusted here", "--ca")
                    .hasLineCount(1);
        }
    }

    @Test
    void clientHasToShowACertificateWhenTheServerWantsOne() throws Exception {
        try (Running server = Running.socle(
                "serve", "tls://127.0.0.1:0", "--cert", certificate, "--key", key, "--client-ca", authority)) {
            String target = server.address();

            assertThat(Ran.socle(
                            "call",
                            target,
                            "greeter.greet",
                            ADA,
                            "--ca",
                            authority,
                            "--cert",
                            certificate,
                            "--key",
                            key))
                    .isEqualTo(new Ran(0, HELLO, ""));
            Ran ran = Ran.socle("call", target, "greeter.greet", ADA, "--ca", authority);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains("the server requires a certificate of the client", "--cert and --key");
        }
    }

    @Test
    void clientWithoutTlsIsToldToUseIt() throws Exception {
        try (Running server = Running.socle("serve", "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            Ran ran = Ran.socle("call", server.address().replace("tls:", "tcp:"), "greeter.greet", ADA);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains("connect to a tls:// address").hasLineCount(1);
        }
    }

    @Test
    void nameServerAndServiceMayBothHaveTls() throws Exception {
        try (Running nameServer =
                Running.socle("names", "serve", "--listen", "tls://127.0.0.1:0", "--cert", certificate, "--key", key)) {
            String names = nameServer.address();
            try (Running plain = Running.socle(
                            "serve", "tcp://127.0.0.1:0", "--names", names, "--name", "plain", "--ca", authority);
                    Running secure = Running.socle(
                            "serve",
                            "tls://127.0.0.1:0",
                            "--names",
                            names,
                            "--name",
                            "secure",
                            "--cert",
                            certificate,
                            "--key",
                            key,
                            "--ca",
                            authority)) {
                assertRegistered(plain, "plain", names);
                assertRegistered(secure, "secure", names);

                for (String name : List.of("name://plain", "name://secure")) {
                    assertThat(Ran.socle("call", name, "greeter.greet", ADA, "--names", names, "--ca", authority))
                            .isEqualTo(new Ran(0, HELLO, ""));
                }
                assertUntrusted(Ran.socle("call", "name://plain", "greeter.greet", ADA, "--names", names));
            }
            assertUntrusted(Ran.socle("serve", "tcp://127.0.0.1:0", "--names", names));
        }
    }

    @Test
    void serviceWithTlsIsFoundAtANameServerWithout() throws Exception {
        try (Running nameServer = Running.socle("names", "serve", "--listen", "tcp://127.0.0.1:0")) {
            String names = nameServer.address();
            try (Running secure = Running.socle(
                    "serve", "tls://127.0.0.1:0", "--names", names, "--cert", certificate, "--key", key)) {
                assertRegistered(secure, "greeter", names);
                String[] call = {"call", "name://greeter", "greeter.greet", ADA, "--names", names, "--timeout", "3s"};

                Ran trusting = Ran.socle(and(call, "--ca", authority));
                assertThat(trusting).isEqualTo(new Ran(0, HELLO, ""));
                assertUntrusted(Ran.socle(call));
            }
        }
    }

    @Test
    void instancesAtUnixSocketsKeepApart() throws Exception {
        try (Running nameServer = Running.socle("names", "serve", "--listen", "tcp://127.0.0.1:0")) {
            String names = nameServer.address();
            String one = "unix://" + folder.resolve("one.sock");
            String other = "unix://" + folder.resolve("other.sock");
            try (Running first = Running.socle("serve", one, "--names", names);
                    Running second = Running.socle("serve", other, "--names", names)) {
                assertRegistered(first, "greeter", names);
                assertRegistered(second, "greeter", names);

                assertThat(Ran.socle("names", "resolve", "greeter", "--names", names)
                                .out())
                        .contains(one, other);
                assertThat(Ran.socle("call", "name://greeter", "greeter.greet", ADA, "--names", names))
                        .isEqualTo(new Ran(0, HELLO, ""));
            }
        }
    }

    @Test
    void trustInNobodyWhoIsAskedIsAUsageError() {
        Ran ran = Ran.socle("serve", "tcp://127.0.0.1:0", "--ca", authority);

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("add --names, or say --client-ca").hasLineCount(1);
    }

    @Test
    void certificateAndKeyGoTogether() {
        Ran half = Ran.socle("serve", "tls://127.0.0.1:0", "--cert", certificate);
        assertThat(half.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(half.err()).contains("--cert and --key go together: --key is missing");

        Ran none = Ran.socle("serve", "tls://127.0.0.1:0");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err())
                .contains("a listener needs a certificate and its key")
                .hasLineCount(1);
    }

    private static void assertRegistered(Running server, String name, String names) throws Exception {
        server.address();
        assertThat(server.line()).isEqualTo("registered as " + name + " at " + names);
    }

    private static void assertUntrusted(Ran ran) {
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ran.err())
                .contains("does not lead to an authority that is trusted here")
                .endsWith("; at the command line: --ca\n")
                .hasLineCount(1);
    }

    private static String[] and(String[] args, String... more) {
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }
}
