package dev.socle.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them: {@code 500ms}, {@code 5s}, {@code 1m}, {@code 2h}. */
final class Durations {

    private static final Pattern SPELLED = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Duration MAX = Duration.ofHours(24);

    private Durations() {}

    /**
     * Reads a length of time.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that says what was expected.
     */
    static Duration parse(String text) {
        Matcher spelled = SPELLED.matcher(text);
        Duration duration = spelled.matches() ? of(Long.parseLong(spelled.group(1)), spelled.group(2)) : Duration.ZERO;
        if (duration.isZero() || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no length of time (expected: such as 500ms, 5s or 1m, up to 24h)");
        }
        return duration;
    }

    /** The form that {@link #parse} reads, in the largest unit that fits. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
