package dev.socle.benchmarks.compare.load;

/** What one caller of the typed service asks and hears. */
public interface OrderExchange {

    /** What to send. */
    Order order();

    /** The answer. */
    void onReceipt(Receipt receipt);

    /** There is no answer. */
    void onFailure(Throwable failure);
}
