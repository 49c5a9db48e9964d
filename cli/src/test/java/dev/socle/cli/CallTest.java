package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {

    private static final String ADA = "{\"name\":\"Ada\"}";

    private static Running server;
    private static String target;

    @BeforeAll
    static void serve() throws Exception {
        server = Running.socle("serve", "tcp://127.0.0.1:0");
        target = server.address();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void printsTheAnswer() {
        Ran ran = Ran.socle("call", target, "greeter.greet", ADA);

        assertThat(ran).isEqualTo(new Ran(0, "{\"text\":\"Hello, Ada!\"}\n", ""));
    }

    @Test
    void takesTheMessageFromStandardInput() {
        Ran ran = Ran.withInput(" {\n \"name\": \"Zoë 1\\\"2\" }\n", "call", target, "greeter.greet", "-");

        assertThat(ran.out()).isEqualTo("{\"text\":\"Hello, Zoë 1\\\"2!\"}\n");
    }

    @Test
    void cborIsMadeOfJsonAndShownAsJson() {
        Ran ran = Ran.socle("call", "--mime", "application/cbor", target, "greeter.greet", ADA);

        assertThat(ran).isEqualTo(new Ran(0, "{\"text\":\"Hello, Ada!\"}\n", ""));
    }

    @Test
    void textIsSentAsItIsWhereTheRouteTakesBytes() {
        assertThat(Ran.socle("call", target, "echo.bytes", "hello").out()).isEqualTo("hello\n");
        assertThat(Ran.socle("call", "--json", target, "echo.bytes", "he\"llo").out())
                .isEqualTo("\"he\\\"llo\"\n");
        assertThat(Ran.withInput("a\nb\n", "call", target, "echo.bytes", "-").out())
                .isEqualTo("a\nb\n");
    }

    @Test
    void debugShowsWhereARemoteErrorArrived() {
        Ran ran = Ran.socle("call", "--debug", target, "greeter.gret", ADA);

        assertThat(ran.err()).contains("NOT_FOUND", "CommandFailure", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "greeter.greet | {\"name\":\"Ada\"   | 2 | close marker for Object at line 1, column 14",
                "greeter.greet | {\"name\":\"A\"} 1  | 2 | goes on after its end at line 1, column 13",
                "greeter.greet | hello              | 2 | Unrecognized token 'hello'; line 1, column 1",
                "greeter.greet | {\"nam\":\"Ada\"}    | 1 | INVALID; greeter.greet; \"nam\"",
                "greeter.greet | {}                 | 1 | INVALID; greeter.greet; \"name\"",
                "greeter.greet | {\"name\":7}        | 1 | INVALID; name",
                "greeter.gret  | {}                 | 5 | NOT_FOUND (not processed); did you mean \"greeter.greet\"?",
                "greeter.greetMany | {\"name\":\"A\",\"count\":1} | 1 | is request/stream, not request/response",
                "greeter.note  | {\"name\":\"Ada\"}   | 1 | is fire-and-forget, not request/response",
                "echo.fail     | {\"code\":\"0x301\",\"message\":\"m\"} | 1 | 0x301 (processed, and failed there): m",
                "echo.fail     | {\"code\":\"0x202\",\"message\":\"m\"} | 1 | REJECTED (not processed): m",
                "echo.fail     | {\"code\":\"nine\",\"message\":\"m\"}  | 1 | code: \"nine\" (expected:",
                "echo.delay    | {\"millis\":-1}     | 1 | millis: -1 (expected: 0 to 300000)",
            })
    void eachBadRequestHasItsOwnError(String route, String body, int exitCode, String texts) {
        Ran ran = Ran.socle("call", target, route, body);

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
        assertThat(ran.err()).startsWith("socle: ").hasLineCount(1);
        assertThat(ran.err()).contains(texts.split("; ", -1));
        assertThat(ran.out()).isEmpty();
        assertThat(Ran.socle("call", target, "greeter.greet", ADA).exitCode()).isZero();
    }

    @Test
    void aRemoteErrorNamesWhatWasAskedForAndWhere() {
        Ran ran = Ran.socle("call", target, "echo.fail", "{\"code\":\"0x301\",\"message\":\"m\"}");

        assertThat(ran.err()).isEqualTo("socle: echo.fail at " + target + ": 0x301 (processed, and failed there): m\n");
    }

    @Test
    void theDeadlineHasItsOwnExitCode() {
        Ran ran = Ran.socle("call", "--timeout", "50ms", target, "echo.delay", "{\"millis\":60000}");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.DEADLINE);
        assertThat(ran.err()).contains("DEADLINE_EXCEEDED (may have been processed)", "50 ms");
    }

    @Test
    void aBodyOverTheLimitIsNotSent() {
        Ran ran = Ran.withInput("x".repeat(5 << 20), "call", target, "echo.bytes", "-");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("echo.bytes", "5242880 bytes exceeds messageLengthMax 4194304");
    }

    @Test
    void aRouteOverTheLimitIsNotSent() {
        Ran ran = Ran.socle("call", target, "r".repeat(300), "{}");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("300", "255");
    }
}
