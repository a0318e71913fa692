# Interface texts. One per line; both languages have the same ids (a test compares them).
app-name = Zonescope
figure-source = Source: { $sources }
figure-data = Zonescope · data { $version }
