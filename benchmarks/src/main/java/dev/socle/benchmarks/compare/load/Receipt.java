package dev.socle.benchmarks.compare.load;

/** The answer of the typed service. */
public record Receipt(long id, String customer, long totalCents, boolean express) {

    /** What the service answers to an order. */
    public static Receipt of(Order order) {
        return new Receipt(order.id(), order.customer(), order.quantity() * order.priceCents(), order.express());
    }

    /** Throws when this is not the answer to that order. */
    void check(Order order) {
        Receipt right = of(order);
        if (!equals(right)) {
            throw new WrongAnswerException("got " + this + " (expected: " + right + ")");
        }
    }
}
