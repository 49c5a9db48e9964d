package dev.socle.benchmarks.compare.load;

/** The request of the typed service. */
public record Order(long id, String customer, String product, int quantity, long priceCents, boolean express) {

    /** The order of that number. */
    public static Order numbered(long id) {
        return new Order(id, "Ada Lovelace", "difference engine, no. 2", 1 + (int) (id & 7), 129_900, (id & 1) == 0);
    }
}
