"""First names that are heard in Dutch schools: a name tells nothing of what is wrong, so it is not read.

Otherwise a name would count as a word of the sentences in which it happened to stand, and "Mohammed wordt
gepest" would be understood as something else than "Kevin wordt gepest". Names that are also ordinary words
(Roos, Mark) are left out, and so is every name that says something here (Islam).
"""

_NAMES = """
aaliyah abdel abdul abdullah achmed adam adem aicha aisha alex alexander ali amber amina amir anas
anna anne anouk aya ayoub ayse bart bilal bram britt carlos chantal charlotte daan daniel daphne
david deniz dennis dewi diego dina dylan ebru elif ella emine emma emre eva fadi farid fatih fatima
fatma femke finn fleur floor floris frank gijs hamid hamza hanna hannah hasan hassan hatice henk
hugo hussein ibrahim ilias imane indy iris isa isabel ivan jaimy jamal jan jasmijn jason jasper
jayden jelle jeroen jesse jessica jip joost jordi joris julia julian jurre kaan karim karin kees
kevin khalid kim koen lars laura lena leyla liam lieke lina linda lisa lotte luca lucas luuk maarten
maartje mahmoud malak malik maria marieke marijn marta martijn maryam mees mehmet melissa menno
merel mia michael michelle milan milou mo moham mohamed mohammed mustafa nadia naomi nick niels
nienke nina noah noor nora nour oleksandr olena omar oskar osman pepijn peter pieter pim piotr
quinten rachid rahma ramon rania rashid ricardo rick robin romy ruben ryan saar salma sam samir
samira sander sanne sara sarah selin sem sergio sevda shanti sharon sofie sophie stefan sven tamara
tess thijs thomas tijmen tijn tom tomasz tygo umut valentina wesley willem wouter yara yasin yasmin
yasmine youssef yusuf zainab zara zeynep zoe
"""
FIRST_NAMES = frozenset(_NAMES.split())
