package dev.socle.cli;

import dev.socle.names.NameProtocol;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what a name server knows of a service. */
final class Views {

    private Views() {}

    /** How many, and how far they can be trusted. */
    static String summary(NameProtocol.View view) {
        int count = view.instances().size();
        return view.service() + ": " + count + (count == 1 ? " instance" : " instances") + ", "
                + view.freshness().name().toLowerCase(Locale.ROOT) + ", version " + view.epoch() + "."
                + view.revision();
    }

    /** A row for each instance. */
    static Table table(NameProtocol.View view) {
        Table table = new Table("INSTANCE", "ADDRESS", "WEIGHT", "TAGS", "");
        for (NameProtocol.Instance each : view.instances()) {
            table.row(
                    each.id(),
                    each.address(),
                    each.weight() == null ? "1" : String.valueOf(each.weight()),
                    tags(each.tags()),
                    view.suspects().contains(each.id()) ? "suspect" : "");
        }
        return table;
    }

    private static String tags(@Nullable Map<String, String> tags) {
        return tags == null
                ? ""
                : tags.entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(" "));
    }
}
