"""The finder: what somebody typed in their own words, understood as far as the words go.

text         a text as sentences and pieces of letters
examples     the content pack as sentences to learn from
learning     sentences -> Model (a kernel ridge regression over pieces of letters)
model        Model: how much a text resembles each of them, and what follows from that
understanding  Model + text -> topics, who asks, how far, danger, or out of scope
advice       understanding + edition -> who is on the screen, and in which order

It proposes and never decides. A text lives in memory for one request.
"""
