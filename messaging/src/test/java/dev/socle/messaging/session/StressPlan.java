package dev.socle.messaging.session;

import java.util.Random;

/**
 * What happens to one interaction. It follows from the seed and the interaction's number, so that both sides know it.
 *
 * @param items how many messages the publisher of this plan gives
 * @param foreign whether that publisher works on other threads
 * @param instant whether an answer is there at once
 * @param throwing whether the handler throws
 * @param cancelAfter items after which the subscriber cancels
 * @param deadlineMillis 0 for none
 */
record StressPlan(
        Interaction interaction,
        int items,
        Ending ending,
        boolean foreign,
        boolean instant,
        boolean throwing,
        Cancel cancel,
        int cancelAfter,
        int deadlineMillis,
        long demandSeed) {

    /** How a publisher ends. */
    enum Ending {
        COMPLETE,
        ERROR,
        NEVER
    }

    /** When a subscriber has had enough. */
    enum Cancel {
        NEVER,
        IN_ON_SUBSCRIBE,
        AT_ONCE,
        AFTER_ITEMS,
        LATER
    }

    /** The plan of a request and its answer. */
    static StressPlan of(long seed, long number) {
        Random random = new Random(seed * 31 + number * 0x9E3779B97F4A7C15L);
        Interaction[] interactions = Interaction.values();
        Interaction interaction = interactions[random.nextInt(interactions.length)];
        boolean isOne = interaction == Interaction.REQUEST_RESPONSE;
        boolean hasDeadline = isOne || interaction == Interaction.FIRE_AND_FORGET;
        Ending ending = ending(random.nextInt(20), interaction);
        Cancel[] cancels = Cancel.values();
        Cancel cancel = random.nextInt(10) < 6 ? Cancel.NEVER : cancels[random.nextInt(cancels.length)];
        int deadlineMillis = hasDeadline && random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 0;
        if (ending == Ending.NEVER) { // somebody has to end it
            cancel = isOne && random.nextBoolean() ? Cancel.NEVER : Cancel.LATER;
            deadlineMillis = isOne && cancel == Cancel.NEVER ? 1 + random.nextInt(20) : 0;
        }
        return new StressPlan(
                interaction,
                items(random, interaction, ending),
                ending,
                random.nextInt(3) == 0,
                isOne && ending != Ending.NEVER && random.nextInt(3) == 0,
                random.nextInt(20) == 0 && ending != Ending.NEVER,
                cancel,
                1 + random.nextInt(8),
                deadlineMillis,
                random.nextLong());
    }

    /** The plan of a channel's answer, which somebody else's plan ends. */
    static StressPlan answer(long seed, long number) {
        StressPlan plan = of(seed, number);
        Random random = new Random(plan.demandSeed);
        return new StressPlan(
                Interaction.REQUEST_CHANNEL,
                items(random, Interaction.REQUEST_CHANNEL, Ending.COMPLETE),
                plan.ending == Ending.ERROR ? Ending.ERROR : Ending.COMPLETE,
                plan.foreign,
                false,
                plan.throwing,
                plan.cancel,
                plan.cancelAfter,
                0,
                plan.demandSeed);
    }

    /** What nobody would cancel must end: of a channel, each direction does so by itself. */
    private static Ending ending(int share, Interaction interaction) {
        if (share < 14 || interaction == Interaction.FIRE_AND_FORGET) {
            return Ending.COMPLETE;
        }
        return share < 17 || interaction == Interaction.REQUEST_CHANNEL ? Ending.ERROR : Ending.NEVER;
    }

    private static int items(Random random, Interaction interaction, Ending ending) {
        return switch (interaction) {
            case FIRE_AND_FORGET -> 0;
            case REQUEST_RESPONSE -> ending == Ending.COMPLETE && random.nextInt(8) > 0 ? 1 : 0;
            default -> random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(12);
        };
    }
}
