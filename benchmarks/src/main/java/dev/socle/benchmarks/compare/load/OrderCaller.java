package dev.socle.benchmarks.compare.load;

import java.util.ArrayList;
import java.util.List;

/** Places orders and wants the receipts for them. */
final class OrderCaller extends Caller implements OrderExchange {

    private static final int NUMBER_BITS = 32;

    private final Call call;
    private long number;
    private Order order = Order.numbered(0);

    private OrderCaller(Link link, long first, Progress progress) {
        super(progress);
        number = first;
        call = link.call(this);
    }

    /** So many on one link. */
    static List<Caller> on(Link link, int count, Progress progress) {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(new OrderCaller(link, (long) i << NUMBER_BITS, progress));
        }
        return callers;
    }

    @Override
    void sendNext() {
        order = Order.numbered(++number);
        call.send();
    }

    @Override
    public Order order() {
        return order;
    }

    @Override
    public void onReceipt(Receipt receipt) {
        try {
            receipt.check(order);
        } catch (WrongAnswerException wrong) {
            onFailure(wrong);
        }
        answered();
    }
}
