package dev.socle.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Reachable objects and their bytes, by class. */
final class Histogram {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
    private static final Pattern HIDDEN = Pattern.compile("/0x\\p{XDigit}+");
    private static final int CLASSES_MAX = 24;
    private static final int BYTES_MIN = 4;

    private record Row(long objects, long bytes) {}

    private final Map<String, Row> rows = new HashMap<>();

    private Histogram() {}

    /** The text of this process's histogram, as the JVM prints it. */
    static String ofThisProcess() throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
    }

    static Histogram parse(Iterable<String> lines) {
        Histogram parsed = new Histogram();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                parsed.rows.merge(
                        HIDDEN.matcher(matcher.group(3)).replaceAll(""),
                        new Row(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))),
                        (a, b) -> new Row(a.objects + b.objects, a.bytes + b.bytes));
            }
        }
        return parsed;
    }

    Histogram since(Histogram before) {
        Histogram more = new Histogram();
        rows.forEach((name, row) -> {
            Row old = before.rows.getOrDefault(name, new Row(0, 0));
            more.rows.put(name, new Row(row.objects - old.objects, row.bytes - old.bytes));
        });
        return more;
    }

    /** A table of what one of so many things consists of: the largest classes, and the others together. */
    String toMarkdown(String title, int count) {
        List<Map.Entry<String, Row>> all = rows.entrySet().stream()
                .filter(row -> row.getValue().bytes >= (long) BYTES_MIN * count)
                .sorted(Comparator.comparingLong(row -> -row.getValue().bytes))
                .toList();
        StringBuilder table = new StringBuilder("\n" + title + ":\n\n| class | objects | bytes |\n|---|---|---|\n");
        Row others = new Row(0, 0);
        for (int i = 0; i < all.size(); i++) {
            Row row = all.get(i).getValue();
            if (i < CLASSES_MAX) {
                table.append(line("`" + all.get(i).getKey() + "`", row, count));
            } else {
                others = new Row(others.objects + row.objects, others.bytes + row.bytes);
            }
        }
        if (all.size() > CLASSES_MAX) {
            table.append(line((all.size() - CLASSES_MAX) + " others", others, count));
        }
        return table.toString();
    }

    private static String line(String name, Row row, int count) {
        return String.format(
                Locale.ROOT, "| %s | %.2f | %.1f |%n", name, row.objects / (double) count, row.bytes / (double) count);
    }
}
