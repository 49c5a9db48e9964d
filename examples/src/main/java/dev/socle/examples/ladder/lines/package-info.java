/** Step 2: messages that are lines of text. */
@NullMarked
package dev.socle.examples.ladder.lines;

import org.jspecify.annotations.NullMarked;
