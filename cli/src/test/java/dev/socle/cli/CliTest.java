package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {

    @Test
    void versionNamesSocleAndJava() {
        Ran ran = Ran.socle("--version");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("socle ").contains("Java ");
    }

    @Test
    void aloneItShowsHelpWithAllCommandsAndExitCodes() {
        Ran ran = Ran.socle();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("Exit codes:", "deadline");
        assertThat(Commands.NAMES).allSatisfy(name -> assertThat(ran.out()).contains("\n  " + name));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void namesAloneShowsItsCommands() {
        Ran ran = Ran.socle("names");

        assertThat(ran.exitCode()).isZero();
        assertThat(Commands.OF_NAMES).allSatisfy(name -> assertThat(ran.out()).contains("\n  " + name));
    }

    @Test
    void eachCommandHasHelpWithExamples() {
        assertThat(Commands.NAMES)
                .allSatisfy(name -> assertThat(Ran.socle(name, "--help").out())
                        .startsWith("Usage: socle " + name)
                        .contains("\nExamples:\n"));
        assertThat(Commands.OF_NAMES)
                .allSatisfy(
                        name -> assertThat(Ran.socle("names", name, "--help").out())
                                .startsWith("Usage: socle names " + name)
                                .contains("\nExamples:\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cal                         | no command \"cal\" (did you mean call",
                "names reslove x             | no command \"reslove\" (did you mean resolve",
                "call --jsno tcp://h:1 r     | no option \"--jsno\"",
                "call                        | TARGET",
                "call tcp://h:1 r {} more    | too much is given: \"more\"",
                "call tcp://h:x r            | is malformed",
                "call foo://h r              | has no transport for \"foo\" (expected one of:",
                "call name://a/b/ r          | service name",
                "call --timeout 5 tcp://h:1 r | no length of time (expected: such as 500ms",
                "stream --take 0 tcp://127.0.0.1:1 r | at least 1",
                "call --mime x tcp://h:1 r   | MIME type",
                "names resolve a:b           | service name",
                "names register a name://b   | is a name itself",
                "names register a tcp://0.0.0.0:1 | tcp://0.0.0.0:1 cannot be registered",
                "cheat nothing               | no topic \"nothing\" (expected one of: serve",
                "serve tcp://0.0.0.0:0       | at the command line: --allow-plaintext",
            })
    void wrongUsageIsSaidInOneLine(String args, String text) {
        Ran ran = Ran.socle(args.strip().split(" +", -1));

        assertThat(ran.err()).contains(text).startsWith("socle: ").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aBadNameServerInTheEnvironmentIsNamed() {
        Ran ran = Ran.withEnv(Map.of("SOCLE_NAMES", "tcp://h:x"), "names", "ls");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("environment variable SOCLE_NAMES", "malformed");
    }

    @Test
    void onlyDebugShowsStacks() {
        assertThat(Ran.socle("call", "tcp://127.0.0.1:1", "r").err()).doesNotContain("\tat ");
        assertThat(Ran.socle("call", "--debug", "tcp://127.0.0.1:1", "r").err()).contains("\tat ");
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(Ran.socle("completion").out()).contains("complete -F", "inspect", "deregister");
    }
}
