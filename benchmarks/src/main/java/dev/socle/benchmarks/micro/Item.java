package dev.socle.benchmarks.micro;

/** A message of five fields. */
public record Item(long id, String customer, int quantity, double price, boolean express) {

    static final Item SAMPLE = new Item(1_234_567, "Ada Lovelace", 3, 1_299.5, true);
}
