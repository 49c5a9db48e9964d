package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.socle.transport.Transport;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheatTest {

    private static final Pattern COMMAND = Pattern.compile("\\bsocle ([a-z].*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s']+)");

    @Test
    void withoutATopicItShowsAll() {
        String all = Ran.socle("cheat").out();

        assertThat(CheatCommand.TOPICS)
                .allSatisfy(topic ->
                        assertThat(all).contains(Ran.socle("cheat", topic).out()));
    }

    @Test
    void eachExampleCanBeRun() {
        List<String> examples = Stream.concat(
                        Ran.socle("cheat").out().lines(),
                        Stream.concat(
                                Commands.NAMES.stream().flatMap(name -> footer(name)),
                                Commands.OF_NAMES.stream().flatMap(name -> footer("names", name))))
                .toList();

        int parsed = 0;
        for (String line : examples) {
            Matcher command = COMMAND.matcher(line);
            if (!line.startsWith("#") && command.find()) {
                String[] args = words(command.group(1));
                assertThatCode(() -> Cli.commands(console(), args).parseArgs(args))
                        .as(line)
                        .doesNotThrowAnyException();
                parsed++;
            }
        }
        assertThat(parsed).isGreaterThan(60);
    }

    @Test
    void helpAndCheatSheetTellTheSameAddresses() {
        List<String> help = schemes("\n  ([a-z]+)://", Ran.socle("--help").out());
        List<String> sheet = schemes(
                "\n# ([a-z]+)://", "\n" + Ran.socle("cheat", "addresses").out());

        assertThat(help).isEqualTo(sheet).contains("udp", "name").containsAll(Transport.schemes());
    }

    private static List<String> schemes(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Stream<String> footer(String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.add("--help");
        String help = Ran.socle(args.toArray(String[]::new)).out();
        return help.substring(help.indexOf("Examples:")).lines();
    }

    /** The words of a command line, up to where the shell does something with it. */
    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.split(" {4,}| \\| | \\|\\| | < |\\) ?$", 2)[0]);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words.toArray(String[]::new);
    }

    private static Console console() {
        return Ran.console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Map.of(),
                new Stop());
    }
}
