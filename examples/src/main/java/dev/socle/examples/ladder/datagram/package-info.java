/** Step 3: a datagram each way, and nothing that brings them back when they are lost. */
@NullMarked
package dev.socle.examples.ladder.datagram;

import org.jspecify.annotations.NullMarked;
