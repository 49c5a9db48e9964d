package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.contestant.FloorContestant;
import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.OrderExchange;
import dev.socle.benchmarks.compare.load.Receipt;
import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;
import reactor.core.publisher.Mono;

/** The floor, but what its client hears is wrong in one bit now and then, and of what it fires a part is lost. */
public final class WrongContestant implements Contestant {

    private static final int EACH = 100;

    private final Contestant floor = new FloorContestant();
    private int count;

    @Override
    public int serve() throws Exception {
        return floor.serve();
    }

    @Override
    public Mono<Link> connect(int port) {
        return floor.connect(port).map(WrongLink::new);
    }

    private final class WrongLink implements Link {

        private final Link right;

        private WrongLink(Link right) {
            this.right = right;
        }

        @Override
        public Call call(Exchange exchange) {
            return right.call(new Exchange() {
                @Override
                public ByteBuf request() {
                    return exchange.request();
                }

                @Override
                public void onAnswer(ByteBuf bytes, int at, int length) {
                    exchange.onAnswer(falsified(bytes, at), at, length);
                }

                @Override
                public void onFailure(Throwable failure) {
                    exchange.onFailure(failure);
                }
            });
        }

        @Override
        public Call callBehindFired(Exchange exchange) {
            return right.callBehindFired(exchange);
        }

        @Override
        public Call call(OrderExchange exchange) {
            return right.call(new OrderExchange() {
                @Override
                public Order order() {
                    return exchange.order();
                }

                @Override
                public void onReceipt(Receipt receipt) {
                    exchange.onReceipt(falsified(receipt));
                }

                @Override
                public void onFailure(Throwable failure) {
                    exchange.onFailure(failure);
                }
            });
        }

        @Override
        public Receipt place(Order order) throws Exception {
            return falsified(right.place(order));
        }

        @Override
        public IntConsumer stream(Items.Kind kind, Items.Reader reader) {
            return right.stream(kind, new Items.Reader() {
                @Override
                public void onItem(ByteBuf bytes, int at, int length) {
                    reader.onItem(falsified(bytes, at), at, length);
                }

                @Override
                public void onFailure(Throwable failure) {
                    reader.onFailure(failure);
                }
            });
        }

        @Override
        public void fire(ByteBuf message) {
            if (++count % EACH != 0) {
                right.fire(message);
            }
        }

        @Override
        public void close() throws Exception {
            right.close();
        }

        private ByteBuf falsified(ByteBuf bytes, int at) {
            return ++count % EACH == 0 ? bytes.setLong(at, bytes.getLong(at) ^ 1) : bytes;
        }

        private Receipt falsified(Receipt receipt) {
            return ++count % EACH == 0
                    ? new Receipt(receipt.id(), receipt.customer(), receipt.totalCents() + 1, receipt.express())
                    : receipt;
        }
    }
}
